-- Which tasks somebody has been through: what is answered beforehand is not done before it was read.
-- A draft that was begun earlier is read through once more.
ALTER TABLE draft ADD COLUMN visited TEXT NOT NULL DEFAULT '';
