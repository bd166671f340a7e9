-- List 10: one row for each child for whom adoption was decided or who was adopted in the last twelve months.
select la, year, child, placed - entered_care as days_to_placement, matched - ordered as days_from_order_to_match
from list_10
