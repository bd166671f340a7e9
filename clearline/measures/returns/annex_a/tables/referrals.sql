-- List 3: one row for each referral of the last six months.
select la, year, child, no_action, referrals_before from list_3
