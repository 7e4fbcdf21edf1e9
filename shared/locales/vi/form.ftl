no = Không
yes = Có
