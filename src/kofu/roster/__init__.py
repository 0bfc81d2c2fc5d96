"""The roster: reading, checking and converting the list of enrolled people (被保険者の名簿).

Files in, typed Arrow tables out. No database, no network; nothing here writes a person's data
to a log or a message.
"""
