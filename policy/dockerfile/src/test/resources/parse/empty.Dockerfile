

  	
# only a comment
