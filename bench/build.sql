-- The ordinary way: the cards in a table, so that a result can be shown, beside
-- an index without content over their words.
CREATE TABLE cards(path, title, text);
CREATE VIRTUAL TABLE words USING fts5(title, body, content='', tokenize='porter unicode61');
.mode ascii
.import cards.txt cards
.import words.txt words
