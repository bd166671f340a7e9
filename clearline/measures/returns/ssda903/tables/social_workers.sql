-- One row a child and year: children looked after on 31 March, and how many social workers they had in the year.
select c.la, c.year, c.child, c.whereabouts, count(distinct s.sw_id) as social_workers
from looked_after as c
join sw_episodes as s on s.child = c.child and s.year = c.year
where s.sw_decom <= c.closes and (s.sw_dec is null or s.sw_dec >= c.opens)
group by c.la, c.year, c.child, c.whereabouts
