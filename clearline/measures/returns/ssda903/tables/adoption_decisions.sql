-- One row a child in the year's AD1 list: adopted children, and the days from the decision that they should be placed for
-- adoption to the match with adopters.
select la, year, child, date_match - date_int as days_to_match, foster_care = '1' as by_foster_carer
from ad1
