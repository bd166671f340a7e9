-- List 6: one row for each child in need, open or closed in the last six months.
select la, year, child, disabled, status,
       (closed is null or closed > as_at) and coalesce(status, '') <> 'closed episode' as is_open,
       as_at - seen as days_since_seen
from list_6
