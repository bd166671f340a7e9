-- List 7: one row for each child protection plan, open or ended in the last six months.
select la, year, child, disabled, plans_before, seen_alone,
       ended is null or ended > as_at as is_open,
       as_at - started as days,
       as_at_working - visited_working as working_days_since_visit,
       as_at - reviewed as days_since_review
from list_7
