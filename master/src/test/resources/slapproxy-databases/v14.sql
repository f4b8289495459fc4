-- Written by slapos.core 1.6.12, with a tree of three, a host of shared instances and a second computer.
BEGIN TRANSACTION;
CREATE TABLE computer14 (
  reference VARCHAR(255) DEFAULT 'COMP-0',
  address VARCHAR(255),
  netmask VARCHAR(255),
  CONSTRAINT uniq PRIMARY KEY (reference)
);
INSERT INTO "computer14" VALUES('COMP-0','127.0.0.1','255.0.0.0');
INSERT INTO "computer14" VALUES('COMP-1','127.0.0.1','255.0.0.0');
CREATE TABLE forwarded_partition_request14 (
  partition_reference VARCHAR(255),
  master_url VARCHAR(255)
);
CREATE TABLE partition14 (
  reference VARCHAR(255),
  computer_reference VARCHAR(255) DEFAULT 'COMP-0',
  slap_state VARCHAR(255) DEFAULT 'free',
  software_release VARCHAR(255),
  xml TEXT,
  connection_xml TEXT,
  slave_instance_list TEXT,
  software_type VARCHAR(255),
  partition_reference VARCHAR(255),
  requested_by VARCHAR(255),
  requested_state VARCHAR(255) NOT NULL DEFAULT 'started',
  timestamp REAL,
  CONSTRAINT uniq PRIMARY KEY (reference, computer_reference)
);
INSERT INTO "partition14" VALUES('slappart0','COMP-0','busy','http://sr.example/demo/software.cfg','<?xml version=''1.0'' encoding=''utf-8''?>
<instance>
  <parameter id="_">{"a": [1, 2]}</parameter>
  <parameter id="colour">blue</parameter>
</instance>
','<?xml version=''1.0'' encoding=''utf-8''?>
<instance>
  <parameter id="name">café</parameter>
  <parameter id="url">http://[fd00::1]/</parameter>
</instance>
',NULL,'default','root',NULL,'started',1.79560400544451928138e+09);
INSERT INTO "partition14" VALUES('slappart1','COMP-0','busy','http://sr.example/demo/software.cfg','<?xml version=''1.0'' encoding=''utf-8''?>
<instance>
  <parameter id="of">root</parameter>
</instance>
','<?xml version=''1.0'' encoding=''utf-8''?>
<instance>
  <parameter id="port">8080</parameter>
</instance>
',NULL,'default','child','slappart0','started',1.79560400547246694566e+09);
INSERT INTO "partition14" VALUES('slappart2','COMP-0','busy','http://sr.example/demo/software.cfg','<?xml version=''1.0'' encoding=''utf-8''?>
<instance/>
',NULL,NULL,'default','grandchild','slappart1','started',1.79560400553278279303e+09);
INSERT INTO "partition14" VALUES('slappart3','COMP-0','busy','/srv/old/software.cfg','<?xml version=''1.0'' encoding=''utf-8''?>
<instance/>
',NULL,NULL,'odd','lone',NULL,'stopped',1.79560400556965160372e+09);
INSERT INTO "partition14" VALUES('slappart4','COMP-0','busy','http://sr.example/demo/software.cfg','<?xml version=''1.0'' encoding=''utf-8''?>
<instance/>
',NULL,NULL,'default','gone',NULL,'destroyed',1.79560400557644462586e+09);
INSERT INTO "partition14" VALUES('slappart5','COMP-0','busy','http://sr.example/host/software.cfg','<?xml version=''1.0'' encoding=''utf-8''?>
<instance/>
',NULL,'<marshal><list id="i2"><dictionary id="i3"><string>domain</string><string>a.example</string><string>flag</string><bool>1</bool><string>n</string><int>3</int><string>slap_software_type</string><string>default</string><string>slave_reference</string><string>_guest</string><string>slave_title</string><string>_guest</string></dictionary><dictionary id="i4"><string>domain</string><string>b.example</string><string>slap_software_type</string><string>default</string><string>slave_reference</string><string>slappart1_member</string><string>slave_title</string><string>slappart1_member</string></dictionary></list></marshal>','default','host',NULL,'started',1.79560400657937860487e+09);
INSERT INTO "partition14" VALUES('slappart6','COMP-0','free',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'started',NULL);
INSERT INTO "partition14" VALUES('slappart0','COMP-1','busy','http://sr.example/demo/software.cfg','<?xml version=''1.0'' encoding=''utf-8''?>
<instance/>
',NULL,NULL,'default','elsewhere',NULL,'started',1.79560400654560232166e+09);
INSERT INTO "partition14" VALUES('slappart1','COMP-1','free',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'started',NULL);
CREATE TABLE partition_network14 (
  partition_reference VARCHAR(255),
  computer_reference VARCHAR(255) DEFAULT 'COMP-0',
  reference VARCHAR(255),
  address VARCHAR(255),
  netmask VARCHAR(255)
);
INSERT INTO "partition_network14" VALUES('slappart0','COMP-0','slaptap0','10.0.6.0','255.255.255.255');
INSERT INTO "partition_network14" VALUES('slappart0','COMP-0','slaptap0','fd00::0','ffff:ffff::');
INSERT INTO "partition_network14" VALUES('slappart1','COMP-0','slaptap1','10.0.6.1','255.255.255.255');
INSERT INTO "partition_network14" VALUES('slappart1','COMP-0','slaptap1','fd00::1','ffff:ffff::');
INSERT INTO "partition_network14" VALUES('slappart2','COMP-0','slaptap2','10.0.6.2','255.255.255.255');
INSERT INTO "partition_network14" VALUES('slappart2','COMP-0','slaptap2','fd00::2','ffff:ffff::');
INSERT INTO "partition_network14" VALUES('slappart3','COMP-0','slaptap3','10.0.6.3','255.255.255.255');
INSERT INTO "partition_network14" VALUES('slappart3','COMP-0','slaptap3','fd00::3','ffff:ffff::');
INSERT INTO "partition_network14" VALUES('slappart4','COMP-0','slaptap4','10.0.6.4','255.255.255.255');
INSERT INTO "partition_network14" VALUES('slappart4','COMP-0','slaptap4','fd00::4','ffff:ffff::');
INSERT INTO "partition_network14" VALUES('slappart5','COMP-0','slaptap5','10.0.6.5','255.255.255.255');
INSERT INTO "partition_network14" VALUES('slappart5','COMP-0','slaptap5','fd00::5','ffff:ffff::');
INSERT INTO "partition_network14" VALUES('slappart6','COMP-0','slaptap6','10.0.6.6','255.255.255.255');
INSERT INTO "partition_network14" VALUES('slappart6','COMP-0','slaptap6','fd00::6','ffff:ffff::');
INSERT INTO "partition_network14" VALUES('slappart0','COMP-1','slaptap0','10.0.6.0','255.255.255.255');
INSERT INTO "partition_network14" VALUES('slappart0','COMP-1','slaptap0','fd00::0','ffff:ffff::');
INSERT INTO "partition_network14" VALUES('slappart1','COMP-1','slaptap1','10.0.6.1','255.255.255.255');
INSERT INTO "partition_network14" VALUES('slappart1','COMP-1','slaptap1','fd00::1','ffff:ffff::');
CREATE TABLE slave14 (
  reference VARCHAR(255),
  computer_reference VARCHAR(255) DEFAULT 'COMP-0',
  connection_xml TEXT,
  hosted_by VARCHAR(255),
  asked_by VARCHAR(255)
);
INSERT INTO "slave14" VALUES('_guest','COMP-0','<?xml version=''1.0'' encoding=''utf-8''?>
<instance>
  <parameter id="secret">for _guest</parameter>
</instance>
','slappart5','');
INSERT INTO "slave14" VALUES('slappart1_member','COMP-0','<?xml version=''1.0'' encoding=''utf-8''?>
<instance>
  <parameter id="secret">for slappart1_member</parameter>
</instance>
','slappart5','slappart1');
INSERT INTO "slave14" VALUES('_left','COMP-0','<?xml version=''1.0'' encoding=''utf-8''?>
<instance>
  <parameter id="secret">for _left</parameter>
</instance>
','slappart5','');
CREATE TABLE software14 (
  url VARCHAR(255),
  computer_reference VARCHAR(255) DEFAULT 'COMP-0',
  requested_state VARCHAR(255) DEFAULT 'available',
  CONSTRAINT uniq PRIMARY KEY (url, computer_reference)
);
INSERT INTO "software14" VALUES('http://sr.example/demo/software.cfg','COMP-0','available');
INSERT INTO "software14" VALUES('/srv/old/software.cfg','COMP-0','destroyed');
COMMIT;
