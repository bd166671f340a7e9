-- One row a child and year: unaccompanied asylum-seeking children looked after on 31 March.
select c.la, c.year, c.child, c.sex, c.age, c.placement_type, c.whereabouts
from looked_after as c
join uasc as u on u.child = c.child and u.year = c.year
where u.duc is null or u.duc > c.closes
