-- wrk: renames authors, a different one with each request.
-- usage: wrk -s patch.lua URL -- FILE_OF_PATHS
wrk.method = "PATCH"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"name":"Agatha Mary Clarissa Christie"}'

local requests = {}
local at = 0

function init(arguments)
	for path in io.lines(arguments[1]) do
		requests[#requests + 1] = wrk.format(nil, path)
	end
	at = math.random(#requests)
end

function request()
	at = at % #requests + 1
	return requests[at]
end
