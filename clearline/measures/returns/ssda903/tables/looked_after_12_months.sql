-- One row a child and year: children looked after throughout the twelve months to 31 March (the OC2 list).
select o.la, o.year, o.child, c.sex, c.ethnic_group, c.need, c.placement_type, coalesce(c.whereabouts, 'not known') as whereabouts,
  o.year - o.dob_year - case when o.dob_monthday > 331 then 1 else 0 end as age,
  o.sdq_score, o.convicted = '1' as convicted, o.health_check = '1' as developmentally_checked,
  o.immunisations = '1' as immunised, o.teeth_check = '1' as teeth_checked, o.health_assessment = '1' as health_assessed,
  o.substance_misuse = '1' as misuses_substances, o.intervention_received = '1' as treated,
  o.intervention_offered = '1' as treatment_offered
from oc2 as o
left join looked_after as c on c.child = o.child and c.year = o.year
