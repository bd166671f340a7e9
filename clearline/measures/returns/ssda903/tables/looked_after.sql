-- One row a child and year: children looked after on 31 March.
-- An episode that a later one follows is over, also when its end was left blank. ``days_in_last_two_placements`` goes back
-- to the placement before for children placed for adoption, and is ``days_in_placement`` for others.
select e.la, e.year, e.child, e.closes, e.opens, e.known_from, e.care_began,
  h.sex, h.ethnic as ethnicity, substr(h.ethnic, 1, 1) as ethnic_group,
  e.year - h.dob_year - case when h.dob_monthday > 331 then 1 else 0 end as age,
  e.cin as need, e.ls as legal_status, e.place as placement, e.place_provider as provider,
  case
    when e.place like 'U%' then 'foster care'
    when e.place in ('K1', 'K2') or e.place like 'R%' then 'home or unit'
    when e.place in ('H5', 'K3', 'P2') then 'supported or independent living'
    when e.place like 'A%' then 'placed for adoption'
    when e.place = 'P1' then 'with parents'
    else 'other'
  end as placement_type,
  case
    when e.place = 'R5' or (e.place = 'K1' and e.ls in ('J1', 'J2', 'J3')) then 'in custody'
    when e.placed_la = e.la then 'living here'
    when e.placed_la is not null then 'placed out'
    else 'not known'
  end as whereabouts,
  e.metres, e.placed_la <> e.la as out_of_area,
  e.closes - e.care_began as days_in_care, e.closes - e.placed as days_in_placement,
  e.closes - case when e.place like 'A%' and e.placed_before is not null then e.placed_before else e.placed end
    as days_in_last_two_placements,
  p.placements, p.all_placements
from in_year as e
left join header as h on h.child = e.child and h.year = e.year
left join placements as p on p.child = e.child and p.year = e.year
where (e.dec is null or e.dec > e.closes) and (e.followed is null or e.followed > e.closes)
