-- List 4: one row for each assessment of the last six months, complete or open. Spans are from the day after the start.
select la, year, child, disabled, seen,
       authorised is null as is_open,
       authorised_working - started_working as working_days,  -- null while it is open
       as_at_working - started_working as working_days_so_far
from list_4
