-- One row a young person and year: those who left care and turned 17 to 21 in the year (the OC3 list).
-- in_touch: YES, NO, DIED, REFU (refuses), NREQ (needs no services any more), RHOM (back home for six months).
-- activity_group: F and P in education, training or work (full, part time), G not, 0 not known.
-- accommodation_group: the letter of the code; G abroad, H deported, R not known, 0 no information.
select la, year, child,
  year - dob_year - case when dob_monthday > 331 then 1 else 0 end as age,
  in_touch, activ as activity, substr(activ, 1, 1) as activity_group,
  accom as accommodation, substr(accom, 1, 1) as accommodation_group,
  case when accom = '0' then null else accom like '%1' end as suitable
from oc3
