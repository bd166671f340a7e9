-- One row a child in the list of those who started to be looked after in the year, and the permanence arrangement that they
-- had before, if any. ``started``: an episode of care began in the year, other than in short breaks.
select p.la, p.year, p.child, p.prev_perm as kind,
  case when p.prev_perm is null then null else p.prev_perm <> 'Z1' end as returned,
  s.child is not null as started
from previous_permanence as p
left join (select distinct year, child from started) as s on s.child = p.child and s.year = p.year
