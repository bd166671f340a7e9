-- One row a child who started to be looked after in the year: the permanence arrangement that they had before, if any.
select la, year, child, prev_perm as kind, case when prev_perm is null then null else prev_perm <> 'Z1' end as returned
from previous_permanence
