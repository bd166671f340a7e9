-- One row a child and year: children missing (M) or away without authorisation (A) at any time in the year.
-- Incidents are counted in the year in which they began; one that was going on on 1 April is carried over. Days are those
-- of the year's incidents; one with no end by 31 March counts its days until then. ``in_care``: the child was looked after
-- in the year, other than in short breaks.
select y.la, y.year, m.child, coalesce(c.whereabouts, 'no longer looked after') as whereabouts,
  sum(case when m.missing = 'M' and m.mis_start >= y.opens then 1 else 0 end) as missing,
  sum(case when m.missing = 'A' and m.mis_start >= y.opens then 1 else 0 end) as away,
  sum(case when m.missing = 'M' and m.mis_start < y.opens then 1 else 0 end) as missing_carried_over,
  sum(case when m.missing = 'A' and m.mis_start < y.opens then 1 else 0 end) as away_carried_over,
  sum(case when m.missing = 'M' and m.mis_start >= y.opens
    then case when m.mis_end < y.closes then m.mis_end else y.closes end - m.mis_start
    else 0 end) as days_missing,
  k.child is not null as in_care
from years as y
join missing as m on m.la = y.la and m.mis_start <= y.closes
  and (m.mis_start >= y.opens or m.mis_end >= y.opens or (m.mis_end is null and m.year >= y.year))
left join looked_after_in_year as k on k.child = m.child and k.year = y.year
left join looked_after as c on c.child = m.child and c.year = y.year
group by y.la, y.year, m.child, c.whereabouts, k.child
