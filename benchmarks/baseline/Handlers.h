// The routes of the baseline server.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Baseline_Handlers_INCLUDED
#define Athanor_Baseline_Handlers_INCLUDED


#include "Poco/Data/SessionPool.h"
#include "Poco/Net/HTTPRequestHandlerFactory.h"


namespace Baseline {


/// Makes the handler of a request, by method and path. Key is how the database keeps a UUID.
template <typename Key>
class HandlerFactory: public Poco::Net::HTTPRequestHandlerFactory
{
public:
	explicit HandlerFactory(Poco::Data::SessionPool& sessions):
		_sessions(sessions)
	{
	}

	Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& request) override;

private:
	Poco::Data::SessionPool& _sessions;
};


} // namespace Baseline


#endif // Athanor_Baseline_Handlers_INCLUDED
