"""What is set aside is found nowhere: a mailbox of marked words, and walks through all that can be seen."""
