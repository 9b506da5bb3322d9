"""THE MAP. Folders are journeys and edges, not technical layers. Imports point down only; tests/test_floors.py holds it.

    6  bot.py  wiring/        the command line; settings -> outside -> journeys -> chat: what is opened, which jobs run, what a handler gets
    5  chat/  console         Telegram; the terminal        outside/   one file a vendor or store. The two never import each other
    4  */journey.py           (or a folder journey/) the only async files; ports come in as keyword arguments, bound once by bot.py
    3  collect/ ask/ topic/ digest/ recall/ check/ alerts/    pure steps: no await, clock, environment, logging, vendor
    2  stories/               posts -> stories (one event = one story); pure
       evidence/                               an answer or digest as a page that proves itself, and its check without us; pure
       people                                  one person under several spellings, and whether a speaker is he
    1  gate/                  what every sentence passes; alone makes words.Proven; pure
    0  words/                 every noun, frozen            ports/     what journeys ask of the world
       errors                 the tree of errors            settings   the environment, all problems at once
       prompts                prompt files with $names      text       normalising text for comparing
       sentences              where sentences begin and end terms      words as full text knows them, per language
       change                 what an edit touched          language   which language a text is in
       addresses              masking what URLs hide        layout     answers and digests as blocks, for chat and terminal alike
       filters                whether a subscription wants a post
       speech                 who says what in a text, by quotation marks and verbs of speech in six languages
       quiet                  quiet hours
       origin                 counting origins where posts are copies of one text
       sample/                the invented newsroom of `make demo`: a live blog, two feeds and a correction

Journeys

    A post       Source -> Fetch -> Fetched | NotModified | Failed -> document.read -> [ParsedPost] -> keep: new, changed, back, unchanged
                 -> chunk -> Embed (only new text) -> SQL -> the vector index follows -> validators remembered LAST
    A question   update, written down -> access -> question.understand -> Embed -> candidates from Index and full text -> rank
                 -> extract, or compose with a model -> gate: keep, repair once, drop -> Answer with Receipt, stored, and each side of what
                 the posts differ on as a citation of its own -> layout -> send
                 (asked before of an unchanged archive: the stored answer, proven again; while the model writes: proven claims in the line)
    A topic      /timeline, /brief, /quotes: words -> posts by full text -> about it, or said by that person -> chosen -> gate -> stored
                 /trends: the same posts counted by time and source -> a picture, drawn in a child process
    A digest     due slots -> who gets the same (choices, sources, memory) -> posts since the last -> stories -> without what was had
                 -> weigh -> write -> gate -> Digest, stored once for all who get it -> mailed a few at a time, answers first
    An alert     a new Version -> which instant subscriptions want it, once an origin -> a burst waits, quiet hours, so many an hour
                 -> what holds the words, through the gate -> a small Digest: proof, memory and corrections are a digest's
    An editor    a digest for a channel waits in his chat -> approved, items left out, sent, dropped; or the deadline -> sent as any other
    A correction a new Version, or a post withdrawn -> answers and digests that cite it -> does each sentence still stand (gate)?
                 -> one notice to each chat, as a reply, with what was said and what stands now
    A message    a row first (deliveries), sent by the engine, marked after: killed at any moment, at most the one in flight repeats

Truths

    SQL is the truth: posts with all their versions, chunks with their vectors, answers, digests, deliveries. Chroma follows it: a queue
    in SQL says what is still to be added or removed; the follower applies and marks. So Chroma can be thrown away and rebuilt for nothing.
    The engine (DBOS) drives, keyed and idempotent; a row of ours without a live job gets one at start.
    I/O vendors are named in outside/ and chat/ only. A pure parsing library (feedparser, lxml, trafilatura, snowballstemmer) is named by
    the one pure file that wraps it.
"""
