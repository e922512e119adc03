-- wrk: reads paths of a file, a different one with each request.
-- usage: wrk -s get.lua URL -- FILE_OF_PATHS
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
