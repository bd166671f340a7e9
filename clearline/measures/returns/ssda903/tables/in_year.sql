-- One row for each year that an episode of care touches.
select y.la, y.year, y.opens, y.closes, y.known_from, e.child, e.decom, e.dec, e.rec, e.rne, e.ls, e.cin, e.place,
  e.place_provider, e.metres, e.placed_la, e.care_began, e.placed, e.placed_before,
  e.followed
from years as y
join episodes as e on e.la = y.la and e.decom <= y.closes and (e.dec is null or e.dec >= y.opens)
