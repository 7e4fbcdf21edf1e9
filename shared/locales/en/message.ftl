# What people get by SMS. No personal data beyond the dossier's code.
accepted = Dossier {code} was accepted; the result is due on {due_on}. Follow it at {site}/tra-cuu
dossier_submitted = We have received dossier {code}; an officer will check it and answer. Follow it at {site}/tra-cuu
draft_expires = Your unfinished application will be deleted on {day} unless you go on with it at {site}/ban-nhap
intake_refused = Dossier {code} was not accepted. See the reason at {site}/ho-so
one_time_code = {code} is your sign-in code for the public service portal, valid for {minutes} minutes. Never tell it to anybody, not even to staff.
payment_due = {amount} is due for dossier {code}. Pay online at {site}/ho-so
payment_received = We have received {amount} for dossier {code}. {site}
payment_refunded = {amount} was refunded for dossier {code}. {site}
result_ready = The result of dossier {code} is ready. Get it at {site}/ho-so or at the Centre.
returned = The result of dossier {code} was handed over. Thank you for using the service. {site}
supplement_received = We have received what was missing from dossier {code}. Follow it at {site}/tra-cuu
supplement_requested = Dossier {code} needs something more. See what, and send it, at {site}/ho-so
withdrawn = Dossier {code} was withdrawn at your request. {site}
