# Time limits and what is left of them.
calendar_days = {n} {n|day|days}
days_left = {n} working {n|day|days} left
days_overdue = {n} working {n|day|days} overdue
due_today = due today
early = early
late = late
months = {n} {n|month|months}
on_time = on time
same_day = within the working day
working_days = {n} working {n|day|days}
working_hours = {n} working {n|hour|hours}
