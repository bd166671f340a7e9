-- One row a child adopted in the year (REC E11, E12).
select la, year, child, dec - care_began as days_in_care
from in_year
where dec >= opens and dec <= closes and rec in ('E11', 'E12')
