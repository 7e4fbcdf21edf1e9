# The list of procedures and its search.
agencies = Agency
all = All
filters = Filter the catalogue
found = {n} {n|procedure|procedures}
has_fee = A fee applies
more = {n} more; type another word to narrow it down.
no_fee = Free of charge
nothing_found = No procedure matches. Try another word, fewer filters, or call the Centre.
occasions = Occasion
online_only = Only what can be filed online
results = Results
title = Catalogue of procedures
