-- Every episode of care once, with when this period of care and this placement began, and when the next episode did.
-- An episode open on 31 March has its end in a later year's return: of rows with the same child and DECOM the latest
-- year's counts. Short breaks (legal status V3, V4) are left out. Where the return does not reach back to the start,
-- the first day on which the child is seen stands in for it.
select e.la, e.child, e.decom, e.dec, e.rec, e.rne, e.ls, e.cin, e.place, e.place_provider, e.metres, e.placed_la,
  coalesce(max(case when e.rne = 'S' then e.decom end) over so_far, min(e.decom) over so_far) as care_began,
  coalesce(max(case when e.rne in ('S', 'P', 'B', 'T', 'U') then e.decom end) over so_far, min(e.decom) over so_far)
    as placed,
  lead(e.decom) over (partition by e.child order by e.decom) as followed
from episodes as e
join (
  select child, decom, max(year) as year
  from episodes
  where ls is null or ls not in ('V3', 'V4')
  group by child, decom
) as latest on latest.child = e.child and latest.decom = e.decom and latest.year = e.year
window so_far as (partition by e.child order by e.decom rows between unbounded preceding and current row)
