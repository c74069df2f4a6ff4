PRAGMA application_id=1146308683;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE blob_refs (
	stream VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (stream, seq, hash), 
	FOREIGN KEY(stream, seq) REFERENCES events (stream, seq) ON DELETE CASCADE, 
	FOREIGN KEY(hash) REFERENCES blobs (hash)
);
CREATE TABLE blobs (
	hash VARCHAR(64) NOT NULL, 
	media_type TEXT NOT NULL, 
	size_bytes BIGINT NOT NULL, 
	PRIMARY KEY (hash)
);
CREATE TABLE commands (
	stream VARCHAR(64) NOT NULL, 
	position INTEGER NOT NULL, 
	id VARCHAR(128) NOT NULL, 
	data TEXT NOT NULL, 
	at DOUBLE NOT NULL, 
	taken_seq BIGINT, 
	PRIMARY KEY (stream, position), 
	FOREIGN KEY(stream) REFERENCES streams (id)
);
CREATE TABLE events (
	stream VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	at DOUBLE NOT NULL, 
	type VARCHAR(64) NOT NULL, 
	version INTEGER NOT NULL, 
	data TEXT NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (stream, seq), 
	FOREIGN KEY(stream) REFERENCES streams (id)
);
INSERT INTO "events" VALUES('s-golden',1,1700000001.5,'note',1,'{"text":"one"}','0f60a81028627c1ae15ec126fd9b6538b43734f07545e91622f07cd18dc18430');
INSERT INTO "events" VALUES('s-golden',2,1700000001.5,'note',1,'{"text":"two"}','d6e3f3474fbe024677c7b6fc8985fadabfc2a82152c84ef2824cf8f8b26cde45');
INSERT INTO "events" VALUES('s-golden',3,1700000002.125,'note',1,'{"text":"three"}','9bea771113c57a746b5c355d205dcdb2e01f6b9110e83cb2df1c27f1fc2efc17');
CREATE TABLE streams (
	id VARCHAR(64) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	title TEXT NOT NULL, 
	created_at DOUBLE NOT NULL, 
	at DOUBLE NOT NULL, 
	seq BIGINT NOT NULL, 
	head VARCHAR(64) NOT NULL, 
	signed_seq BIGINT NOT NULL, 
	signature VARCHAR(64) NOT NULL, 
	key_id VARCHAR(16) NOT NULL, 
	deleted_at DOUBLE, 
	deleted_events BIGINT NOT NULL, 
	fence BIGINT NOT NULL, 
	holder TEXT NOT NULL, 
	holder_pid BIGINT NOT NULL, 
	holder_host TEXT NOT NULL, 
	holder_since DOUBLE NOT NULL, 
	inbox_position BIGINT DEFAULT '0' NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "streams" VALUES('s-golden','session','A golden journal',1700000000.25,1700000002.125,3,'9bea771113c57a746b5c355d205dcdb2e01f6b9110e83cb2df1c27f1fc2efc17',3,'16bc1bfea3727249611d3a27636a7c8ab4f23e4eb227dec3ea18dcd893e03eaf','2d6094ab788a494c',NULL,0,0,'',0,'',0.0,0);
INSERT INTO "streams" VALUES('a-deleted','artifact','',1700000000.25,1700000003.0,0,'0000000000000000000000000000000000000000000000000000000000000000',0,'3b40ac6fbd9f4d60674eade91c74dbec561f430c90367d60652d7f85e56fd6f1','2d6094ab788a494c',1700000000.25,1,2,'',1876,'host',1700000000.25,0);
CREATE INDEX streams_by_age ON streams (created_at, id);
CREATE INDEX commands_waiting ON commands (stream, taken_seq, position);
CREATE UNIQUE INDEX commands_by_id ON commands (stream, id);
CREATE INDEX blob_refs_by_hash ON blob_refs (hash);
COMMIT;
