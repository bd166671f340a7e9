-- One row a child and year: the placements of the year, those that began before it included.
-- Temporary placements (T0 to T4: holidays, hospital, home for a while) are none. As DfE counts them, neither is a stay
-- of less than a day, nor a placement for adoption with the foster carers that the child was with (A3, A5 begun as T, U);
-- ``all_placements`` counts those too.
select max(la) as la, year, child,
  sum(case when rne in ('S', 'P', 'B', 'T', 'U') and decom >= opens
    and not (place in ('A3', 'A5') and rne in ('T', 'U')) and (dec is null or dec > decom) then 1 else 0 end)
    + max(case when decom < opens then 1 else 0 end) as placements,
  sum(case when rne in ('S', 'P', 'B', 'T', 'U') and decom >= opens then 1 else 0 end)
    + max(case when decom < opens then 1 else 0 end) as all_placements
from in_year
where place is null or place not in ('T0', 'T1', 'T2', 'T3', 'T4')
group by year, child
