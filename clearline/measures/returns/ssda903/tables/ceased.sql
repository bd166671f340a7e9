-- One row an end of care in the year; a child can cease more than once. DfE counts the last one of each child.
select la, year, child, rec as reason, place as placement, dec - care_began as days_in_care,
  row_number() over (partition by year, child order by decom desc) = 1 as last_of_year
from in_year
where dec >= opens and dec <= closes and rec <> 'X1'
