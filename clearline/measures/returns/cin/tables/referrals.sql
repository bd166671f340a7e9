-- One row for each referral received in the year.
select d.la, d.year, d.child, c.age, c.sex, c.ethnicity, c.is_disabled, d.source, d.need,
       coalesce(d.no_action, false) as no_action,
       d.referred - p.previous as days_since_referral,  -- since the one before, in any of the years supplied
       c.known_from <= c.opens - 365 as year_before_known
from details d
join children c on c.person = d.person
left join (
    select child, referred, lag(referred) over (partition by child order by referred) as previous
    from (select distinct child, referred from details) r
) p on p.child = d.child and p.referred = d.referred
where d.referred between c.opens and c.closes
