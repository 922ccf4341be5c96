-- What an office's documents say of it: address, telephone, who reviews, which court, where fees are paid. Null until it is given.
alter table offices add column profile json;
