# Papers and their files.
full = Giấy tờ này đã đủ {max} tệp. Muốn đổi tệp khác, ông/bà xóa tệp đang có trước.
if_any = Giấy tờ nộp nếu có
lead = Mỗi giấy tờ có một ô riêng. Ông/bà chụp ảnh rõ bốn góc hoặc chọn tệp có sẵn. Tất cả tệp cộng lại không quá {max} MB.
needed = Giấy tờ phải có
onward = Sang bước tiếp theo
remove = Xóa
send = Tải lên
takes_many = {kinds}; mỗi tệp tối đa {size} MB, không quá {max} tệp
takes_one = {kinds}; một tệp tối đa {size} MB
title = Giấy tờ kèm theo
