import sys
from pathlib import Path

# Tests are imported one by one, without packages; what they share is found here.
sys.path.insert(0, str(Path(__file__).parent))
