-- List 9: one row for each young person with leaving care services.
select la, year, child, disabled, in_touch, suitable, activity, as_at - reviewed as days_since_review,
       as_at - contacted as days_since_contact
from list_9
