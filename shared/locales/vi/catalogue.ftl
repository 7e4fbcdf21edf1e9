# The list of procedures and its search.
agencies = Cơ quan
all = Tất cả
filters = Lọc danh mục
found = {n} thủ tục
has_fee = Có phí, lệ phí
more = Còn {n} thủ tục khác; gõ thêm từ để thu hẹp.
no_fee = Không mất phí
nothing_found = Không có thủ tục nào khớp. Thử từ khác, bỏ bớt bộ lọc, hoặc gọi Trung tâm để được chỉ giúp.
occasions = Việc cần làm
online_only = Chỉ thủ tục nộp trực tuyến
results = Kết quả
title = Danh mục thủ tục
