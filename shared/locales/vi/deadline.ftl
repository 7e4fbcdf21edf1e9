# Time limits and what is left of them.
calendar_days = {n} ngày
days_left = còn {n} ngày làm việc
days_overdue = quá hạn {n} ngày làm việc
due_today = đến hạn hôm nay
early = trước hạn
late = quá hạn
months = {n} tháng
on_time = đúng hạn
same_day = trong ngày làm việc
working_days = {n} ngày làm việc
working_hours = {n} giờ làm việc
