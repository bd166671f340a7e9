-- One row a child in the year's AD1 list, and the days from the decision that it should be placed for adoption to the
-- placement that led to the adoption: the last in the lists of placements for adoption that did not cease.
select a.la, a.year, a.child, max(p.date_placed) - a.date_int as days_to_placement
from ad1 as a
join placed_for_adoption as p on p.child = a.child and p.year <= a.year and p.date_placed_ceased is null
group by a.la, a.year, a.child, a.date_int
