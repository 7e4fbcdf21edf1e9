# The start page.
figure_agencies = agencies, one counter
figure_online = can be filed online
figure_procedures = procedures published
lead = Find a procedure, apply, pay and receive the result at home: one place for 18 agencies.
mine = My applications
mine_text = See the progress, add papers, receive the result.
occasion_count = {n} {n|procedure|procedures}
occasions = By occasion
question = What do you need to do?
resume = Continue a draft
resume_text = With its resume code, on any phone.
search_hint = For example: criminal record, driving licence, 2.000488. Accents are not needed.
search_label = Name of the procedure, paper or code
title = Public services of Bắc Kạn province
track = Track a dossier
track_text = With its code and four digits, without signing in.
