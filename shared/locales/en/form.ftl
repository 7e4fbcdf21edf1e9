no = No
yes = Yes
