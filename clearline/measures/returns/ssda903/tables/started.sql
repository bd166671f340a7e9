-- One row a start of care in the year; a child can start more than once.
select la, year, child, cin as need, ls as legal_status, place as placement
from in_year
where rne = 'S' and decom >= opens
