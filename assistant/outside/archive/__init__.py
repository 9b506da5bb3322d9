"""The archive in SQL, one file an idea. Each class keeps one port of ports; the files with functions take a connection.

posts      keeping, chunking, searching, following: what is read, and how it is found
sources    what is read again and again, and the memory of its rounds
people     chats, members, invites, requests          audit      who did what
answers    questions and answers with what they cite  digests    subscriptions, digests, what a chat has had
deliveries what goes out                              buttons    what comes back       settings   what the product remembers
backup     all of it in one file, and back
"""
