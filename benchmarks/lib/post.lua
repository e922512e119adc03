-- wrk: creates authors for a number of seconds, then idles, so that at the end of the run no request is under way:
-- every row that was written has been acknowledged, and counted by wrk.
-- usage: wrk -s post.lua -d LONGER URL -- SECONDS
local ffi = require("ffi")
ffi.cdef [[
typedef struct { long seconds; long microseconds; } athanor_time;
int gettimeofday(athanor_time* time, void* zone);
]]

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"name":"Agatha Christie","dob":"1890-09-15"}'

local time = ffi.new("athanor_time")
local last

local function now()
	ffi.C.gettimeofday(time, nil)
	return tonumber(time.seconds) + tonumber(time.microseconds) / 1e6
end

function init(arguments)
	last = now() + tonumber(arguments[1])
end

function delay()
	return now() < last and 0 or 3600000
end
