-- One row for each episode of need in the return, open or closed.
select d.la, d.year, d.child, c.age, c.sex, c.ethnicity, c.is_disabled, c.is_unborn, d.source, d.need,
       d.reason, coalesce(d.no_action, false) as no_action,
       coalesce(d.closed between c.opens and c.closes, false) as closed_in_year,
       coalesce(d.referred <= c.closes and (d.closed is null or d.closed > c.closes), false)
           and not coalesce(d.no_action, false) as is_open,  -- on 31 March
       case when d.closed <= c.closes then d.closed else c.closes end - d.referred as days
from details d
join children c on c.person = d.person
