-- One row for each year that an episode of care touches.
select y.year, y.opens, y.closes, y.known_from, e.*
from years as y
join stays as e on e.la = y.la and e.decom <= y.closes and (e.dec is null or e.dec >= y.opens)
