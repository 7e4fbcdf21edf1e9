# Papers and their files.
full = This paper has all {max} files it takes. To put in another, remove one first.
if_any = Papers to add if you have them
lead = Each paper has its own place. Take a photo with all four corners in it, or choose a file. All files together may have {max} MB.
needed = Papers that must be there
onward = Go to the next step
remove = Remove
send = Upload
takes_many = {kinds}; up to {size} MB a file, no more than {max} files
takes_one = {kinds}; one file up to {size} MB
title = Papers
