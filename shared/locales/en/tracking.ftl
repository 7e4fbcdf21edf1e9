# Following a dossier without an account.
code = Application code or reference
code_hint = On the slip or in the message, for example HS-7K3M-9QX2D
intro = See where an application stands, without signing in.
look = Track
more = To see its content, send papers, pay or download the result, sign in with the phone used in the application.
progress = Where the application stands
sign_in_instead = Did you apply with your own phone?
sign_in_link = Sign in to see everything
tail = Last four digits
tail_hint = Of the phone or identity number used in the application
title = Track an application
wait = Try again in {n} {n|second|seconds}.
waited = You can try again now.
