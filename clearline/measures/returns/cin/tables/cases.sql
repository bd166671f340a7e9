-- One row for each episode of need that is open on 31 March.
select d.la, d.year, d.child, c.age, c.sex, c.ethnicity, c.is_disabled, c.is_unborn, d.source, d.need,
       c.closes - d.referred as days
from details d
join children c on c.person = d.person
where d.referred <= c.closes and (d.closed is null or d.closed > c.closes) and not coalesce(d.no_action, false)
