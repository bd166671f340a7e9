-- One row for each assessment in the return. Spans are counted from the day after the start to the authorisation.
select a.la, a.year, a.child, c.age, c.sex, c.ethnicity, c.is_disabled,
       coalesce(a.started between c.opens and c.closes, false) as started_in_year,
       coalesce(a.authorised between c.opens and c.closes, false) as completed_in_year,
       a.authorised_working - a.started_working as working_days,
       a.authorised_weekdays - a.started_weekdays as weekdays,
       f.assessment is not null as factors_known,
       coalesce(f.alcohol = 1, false) as alcohol,
       coalesce(f.drugs = 1, false) as drugs,
       coalesce(f.domestic_abuse = 1, false) as domestic_abuse,
       coalesce(f.mental_health = 1, false) as mental_health,
       coalesce(f.young_carer = 1, false) as young_carer,
       coalesce(f.missing = 1, false) as missing,
       coalesce(f.sexual_exploitation = 1, false) as sexual_exploitation,
       coalesce(f.criminal_exploitation = 1, false) as criminal_exploitation,
       coalesce(f.gangs = 1, false) as gangs,
       coalesce(f.neglect = 1, false) as neglect,
       coalesce(f.no_factor = 1, false) as no_factor
from assessed a
join children c on c.person = a.person
left join (
    select assessment,
           max(case when factor in ('1A', '1B', '1C') then 1 else 0 end) as alcohol,
           max(case when factor in ('2A', '2B', '2C') then 1 else 0 end) as drugs,
           max(case when factor in ('3A', '3B', '3C') then 1 else 0 end) as domestic_abuse,
           max(case when factor in ('4A', '4B', '4C') then 1 else 0 end) as mental_health,
           max(case when factor = '7A' then 1 else 0 end) as young_carer,
           max(case when factor = '10A' then 1 else 0 end) as missing,
           max(case when factor = '11A' then 1 else 0 end) as sexual_exploitation,
           max(case when factor = '24A' then 1 else 0 end) as criminal_exploitation,
           max(case when factor = '13A' then 1 else 0 end) as gangs,
           max(case when factor = '16A' then 1 else 0 end) as neglect,
           max(case when factor = '21' then 1 else 0 end) as no_factor
    from factors
    where factor is not null
    group by assessment
) f on f.assessment = a.assessment
